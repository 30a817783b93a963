use aws::dynamodb::{AttributeValue, Client, ExecuteStatementInput};

/// Returns the e-mail address of a user.
pub async fn email(client: &Client, user: &str) -> Result<Option<String>, Box<dyn std::error::Error>> {
    let input = ExecuteStatementInput::new("SELECT email FROM Users WHERE id = ?")
        .parameters([AttributeValue::S(user.to_owned())]);
    let output = client.execute_statement(&input).await?;
    let mut items = output.items.into_iter().flatten();
    match items.next().and_then(|mut item| item.remove("email")) {
        Some(AttributeValue::S(email)) => Ok(Some(email)),
        _ => Ok(None),
    }
}
