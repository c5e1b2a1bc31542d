using Ghc.Bench.Measuring;
using Ghc.Bench.Servers;

namespace Ghc.Bench.Figures;

/// <summary>What all measurements share: the emulator, how much is done, and the programs whose start is measured.</summary>
internal sealed record Stage(Emulator Emulator, Effort Effort, string App, string EmptyWeb)
{
    /// <summary>Microseconds of CPU an operation, on the machine at hand, for docs/scale.md.</summary>
    public Dictionary<string, double> Costs { get; } = [];
}
