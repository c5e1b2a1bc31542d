namespace Ghc.Platform.Storage;

/// <summary>Every table of the system; docs/storage.md says what each one holds.</summary>
public static class TableNames
{
    public const string Holders = "Holders";
    public const string Documents = "Documents";
    public const string Accounts = "Accounts";
    public const string Places = "Places";
    public const string Visits = "Visits";
    public const string HolderVisits = "HolderVisits";
    public const string Laboratories = "Laboratories";
    public const string LabOutcomes = "LabOutcomes";
    public const string Poison = "Poison";
    public const string Audit = "Audit";
    public const string ColorDues = "ColorDues";
    public const string TextDeliveries = "TextDeliveries";
    public const string Measures = "Measures";
    public const string Policies = "Policies";
    public const string Sweeps = "Sweeps";
    public const string Budgets = "Budgets";
    public const string Appeals = "Appeals";
    public const string Statistics = "Statistics";
    public const string Sunset = "Sunset";

    public static readonly IReadOnlyList<string> All =
    [
        Holders,
        Documents,
        Accounts,
        Places,
        Visits,
        HolderVisits,
        Laboratories,
        LabOutcomes,
        Poison,
        Audit,
        ColorDues,
        TextDeliveries,
        Measures,
        Policies,
        Sweeps,
        Budgets,
        Appeals,
        Statistics,
        Sunset,
    ];
}
