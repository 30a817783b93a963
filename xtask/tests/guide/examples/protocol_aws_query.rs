use aws::Error;
use aws::sts::{AssumeRoleError, AssumeRoleInput, Client, Credentials, PolicyDescriptorType};

/// Returns credentials of a role that allow reading only.
pub async fn read_only(client: &Client, role: &str) -> Result<Credentials, Box<dyn std::error::Error>> {
    let policy = PolicyDescriptorType::default().arn("arn:aws:iam::aws:policy/ReadOnlyAccess");
    let input = AssumeRoleInput::new(role, "reader").policy_arns([policy]).duration_seconds(900);
    match client.assume_role(&input).await {
        Ok(output) => output.credentials.ok_or_else(|| "no credentials".into()),
        Err(Error::Service(error)) => {
            if let AssumeRoleError::PackedPolicyTooLargeException(_) = error.error() {
                // The code is that of the trait `awsQueryError`, not the name of the shape.
                assert_eq!(error.code(), Some("PackedPolicyTooLarge"));
            }
            Err(error.into())
        }
        Err(error) => Err(error.into()),
    }
}
