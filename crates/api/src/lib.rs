//! Shapes of IAM and STS, generated from the service models, and the awsQuery codec.
