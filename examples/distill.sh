m2v distill --output my-model --pca-dims 128 --no-end-token
m2v inspect my-model
m2v encode "hello" --model my-model
