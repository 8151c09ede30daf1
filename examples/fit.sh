m2v distill --output plain
m2v distill --output fitted --fit messages.csv --text-column text
m2v search "I want my money back" --input messages.csv --text-column text --model plain --k 3
m2v search "I want my money back" --input messages.csv --text-column text --model fitted --k 3
m2v compare "$(npm root)/@m2v/teacher-minilm-l6/model" plain fitted --input more-messages.csv --text-column text
