printf 'kubernetes\nnew york\npull request\n' > terms.txt
m2v distill --output my-terms --vocabulary terms.txt --pca-dims 128
m2v tokenize --model my-terms "new york"
