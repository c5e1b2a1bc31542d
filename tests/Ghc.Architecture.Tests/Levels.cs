namespace Ghc.Architecture.Tests;

/// <summary>The order of the features, from the ground up. A feature uses only features of the lines before its own; features on one line do not know each other.</summary>
public static class Levels
{
    public static readonly IReadOnlyList<string[]> Product =
    [
        ["Audit", "Rules", "AccountStore", "Operations", "Web"],
        ["Texting", "Senders"],
        ["Holders"],
        ["Access", "Colors"],
        ["Passkeys"],
        ["Credentials", "Places", "Codes", "Crossings", "LabResults", "Policies"],
        ["Poison", "Gates", "Applications"],
        ["Measures"],
        ["Explain"],
        ["Appeals"],
        ["Accounts"],
        ["SignIn", "Companions", "Retention", "Keys", "Backups", "Statistics"],
    ];
}
