using Ghc.Domain.LabResults;
using Ghc.Platform.Json;

namespace Ghc.Functions.Colors;

public sealed record TestView(DateTimeOffset SampledAt, DateTimeOffset ReportedAt, string Result, string Laboratory, string Assay)
{
    public static TestView[] Of(IEnumerable<LabResult> tests) =>
        [.. tests.Select(test => new TestView(test.SampledAt, test.ReportedAt, Words.Of(test.Result), test.Laboratory, Words.Of(test.Assay)))];
}
