using Ghc.Domain.Measures;
using static Ghc.Domain.Measures.MeasureKind;

namespace Ghc.Domain.Tests.Measures;

public sealed class LegalReasonTests
{
    /// <summary>Which provision carries what: docs/adr/0010.</summary>
    public static TheoryData<LegalReason, MeasureKind[]> Provisions { get; } =
        new()
        {
            { LegalReason.CaseIsolation, [Confirmed, Asymptomatic, CentralizedQuarantine] },
            { LegalReason.SuspectedCaseIsolation, [Suspected, CentralizedQuarantine] },
            {
                LegalReason.ContactObservation,
                [CloseContact, ContactOfCloseContact, CentralizedQuarantine, HomeQuarantine, HomeMonitoring, Exposure]
            },
            { LegalReason.AreaControl, [CentralizedQuarantine, HomeQuarantine, HomeMonitoring, ControlledAreaUntested] },
            { LegalReason.EntryQuarantine, [CentralizedQuarantine, HomeQuarantine, HomeMonitoring] },
            { LegalReason.EpidemiologicalInvestigation, [CloseContact, ContactOfCloseContact, ControlledAreaUntested, Exposure] },
            { LegalReason.OtherProvinceNotice, [OtherProvinceRed, OtherProvinceYellow] },
        };

    [Theory]
    [MemberData(nameof(Provisions))]
    public void Carries_EachKind_AsTheProvisionSays(LegalReason reason, MeasureKind[] kinds) =>
        Assert.Equal(kinds, Enum.GetValues<MeasureKind>().Where(kind => LegalReasons.Carries(reason, kind)));

    [Fact]
    public void Carries_EveryReasonAndKind_HasOneOfTheOther()
    {
        Assert.Equal(Enum.GetValues<LegalReason>(), Provisions.Select(row => row.Data.Item1));
        Assert.All(
            Enum.GetValues<MeasureKind>(),
            kind => Assert.Contains(Enum.GetValues<LegalReason>(), reason => LegalReasons.Carries(reason, kind))
        );
    }
}
