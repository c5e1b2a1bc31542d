namespace Ghc.Architecture.Tests;

/// <summary>
/// The order of the folders of each floor, from the ground up. A folder uses only folders of the lines before its own; folders on one line
/// do not know each other.
/// </summary>
public static class Levels
{
    private static readonly IReadOnlyList<string[]> Domain =
    [
        ["Documents", "Codes", "Appeals", "Sunset"],
        ["Facts"],
        ["LabResults", "Measures"],
        ["Colors"],
        ["Accounts", "Places", "Policies", "Statistics"],
        ["Holders"],
    ];

    private static readonly IReadOnlyList<string[]> Platform =
    [
        ["Encryption", "Json", "Localization"],
        ["Telemetry"],
        ["Storage"],
        ["Queues"],
        ["Http"],
        ["Hosting"],
    ];

    private static readonly IReadOnlyList<string[]> Features =
    [
        ["Audit", "Sunset", "Rules", "AccountStore", "Operations", "Web"],
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
        ["SwitchOff"],
        ["Families"],
    ];

    public static IReadOnlyList<string[]> Of(string floor) =>
        floor switch
        {
            "Domain" => Domain,
            "Platform" => Platform,
            _ => Features,
        };
}
