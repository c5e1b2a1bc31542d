namespace Ghc.Domain.Measures;

/// <summary>
/// The provisions that allow a measure. There is no other: a color may change for no reason but epidemic control (State Council,
/// 2022-06-24; R16). "The Law" is the Law on the Prevention and Treatment of Infectious Diseases, the text of 2004 as amended in 2013,
/// which was in force in 2022. docs/adr/0010 says where each article was read, and what in it is our reading.
/// </summary>
public enum LegalReason
{
    /// <summary>The Law, article 39: cases and carriers are isolated.</summary>
    CaseIsolation,

    /// <summary>The Law, article 39: suspected cases are isolated one by one until the diagnosis.</summary>
    SuspectedCaseIsolation,

    /// <summary>
    /// The Law, articles 39 (contacts within a hospital) and 40 (those that disease control finds): close contacts are under medical
    /// observation.
    /// </summary>
    ContactObservation,

    /// <summary>
    /// The Law, articles 41 and 42: the government isolates those who are at a place of cases, and closes what spreads the disease.
    /// </summary>
    AreaControl,

    /// <summary>
    /// Frontier Health and Quarantine Law (1986, as amended in 2018), article 12: isolation, and observation of suspects, after entry.
    /// </summary>
    EntryQuarantine,

    /// <summary>The Law, article 12: everybody accepts investigation, testing and sampling, and tells the truth.</summary>
    EpidemiologicalInvestigation,

    /// <summary>A notice of another province's health authority; provinces recognize each other's codes.</summary>
    OtherProvinceNotice,
}

/// <summary>Which provision carries which measure.</summary>
public static class LegalReasons
{
    private static readonly Dictionary<LegalReason, MeasureKind[]> Kinds = new()
    {
        [LegalReason.CaseIsolation] = [MeasureKind.Confirmed, MeasureKind.Asymptomatic, MeasureKind.CentralizedQuarantine],
        [LegalReason.SuspectedCaseIsolation] = [MeasureKind.Suspected, MeasureKind.CentralizedQuarantine],
        [LegalReason.ContactObservation] =
        [
            MeasureKind.CloseContact,
            MeasureKind.ContactOfCloseContact,
            MeasureKind.CentralizedQuarantine,
            MeasureKind.HomeQuarantine,
            MeasureKind.HomeMonitoring,
            MeasureKind.Exposure,
        ],
        [LegalReason.AreaControl] =
        [
            MeasureKind.ControlledAreaUntested,
            MeasureKind.CentralizedQuarantine,
            MeasureKind.HomeQuarantine,
            MeasureKind.HomeMonitoring,
        ],
        [LegalReason.EntryQuarantine] = [MeasureKind.CentralizedQuarantine, MeasureKind.HomeQuarantine, MeasureKind.HomeMonitoring],
        [LegalReason.EpidemiologicalInvestigation] =
        [
            MeasureKind.Exposure,
            MeasureKind.CloseContact,
            MeasureKind.ContactOfCloseContact,
            MeasureKind.ControlledAreaUntested,
        ],
        [LegalReason.OtherProvinceNotice] = [MeasureKind.OtherProvinceRed, MeasureKind.OtherProvinceYellow],
    };

    public static bool Carries(LegalReason reason, MeasureKind kind) => Kinds[reason].Contains(kind);
}
