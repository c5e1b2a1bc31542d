using Ghc.Domain.Colors;

namespace Ghc.Domain.Places;

/// <summary>What an inspector does with a color at the gate (rule R15).</summary>
public enum Verdict
{
    Admit,
    Restrict,
    Refuse,
}

public static class Verdicts
{
    public static Verdict Of(Color color) =>
        color switch
        {
            Color.Green => Verdict.Admit,
            Color.Yellow => Verdict.Restrict,
            _ => Verdict.Refuse,
        };
}
