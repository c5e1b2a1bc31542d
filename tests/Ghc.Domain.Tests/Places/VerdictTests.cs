using Ghc.Domain.Colors;
using Ghc.Domain.Places;

namespace Ghc.Domain.Tests.Places;

public sealed class VerdictTests
{
    [Theory]
    [InlineData(Color.Green, Verdict.Admit)]
    [InlineData(Color.Yellow, Verdict.Restrict)]
    [InlineData(Color.Red, Verdict.Refuse)]
    public void Of_EachColor_IsWhatTheInspectorDoes(Color color, Verdict verdict) => Assert.Equal(verdict, Verdicts.Of(color));
}
