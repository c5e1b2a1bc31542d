using Ghc.Bench.Measuring;
using Ghc.Bench.Servers;
using Ghc.Storage.Emulation;

namespace Ghc.Bench.Figures;

/// <summary>
/// What a family of measurements is given: an emulator of its own, not started, because a queue call there looks at all messages that
/// others left; how much is done; and the app with its floor.
/// </summary>
/// <param name="Costs">Microseconds of CPU an operation, on the machine at hand, for docs/scale.md.</param>
internal sealed record Stage(Emulator Emulator, Effort Effort, PublishedApp App, PublishedApp Floor, Dictionary<string, double> Costs);
