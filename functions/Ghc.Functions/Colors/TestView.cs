using Ghc.Domain.LabResults;
using Ghc.Platform.Json;

namespace Ghc.Functions.Colors;

/// <param name="LaboratoryName">In the reader's language; null for a laboratory that is not registered, and where nobody reads it.</param>
public sealed record TestView(
    DateTimeOffset SampledAt,
    DateTimeOffset ReportedAt,
    string Result,
    string Laboratory,
    string Assay,
    string? LaboratoryName = null
)
{
    public static TestView[] Of(IEnumerable<LabResult> tests, Func<string, string?>? nameOf = null) =>
        [
            .. tests.Select(test => new TestView(
                test.SampledAt,
                test.ReportedAt,
                Words.Of(test.Result),
                test.Laboratory,
                Words.Of(test.Assay),
                nameOf?.Invoke(test.Laboratory)
            )),
        ];
}
