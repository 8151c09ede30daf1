m2v encode "hello"
m2v similarity "a warm meal" "hot soup"
printf 'The invoice was paid twice.\nHow to bake bread\nThe train leaves at nine.\n' > texts.txt
m2v search "a recipe for rolls" --input texts.txt --k 1
m2v encode --input texts.txt --output vectors.npy
