namespace Microsoft.Azure.Functions.Worker;

/// <summary>Who may call an HTTP function. Only <see cref="Anonymous"/> is served here: the app authenticates by itself.</summary>
public enum AuthorizationLevel
{
    Anonymous = 0,
    User = 1,
    Function = 2,
    System = 3,
    Admin = 4,
}
