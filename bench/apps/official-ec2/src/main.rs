//! Compiles the official crate of EC2. It makes no call, so that nothing but the crate is measured.

use aws_sdk_ec2 as _;

fn main() {}
