m2v train --train messages.csv --max-epochs 20 --batch-size 4 --test-size 12 --output my-classifier
m2v predict --model my-classifier "When will it be delivered?" "I want my money back"
m2v evaluate --model my-classifier --input messages.csv
m2v explain --model my-classifier "I want my money back"
