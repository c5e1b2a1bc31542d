using Ghc.Functions.Tests.Support;
using Ghc.Storage.Emulation;

[assembly: AssemblyFixture(typeof(Azurite))]

namespace Ghc.Functions.Tests.Support;

/// <summary>
/// Real storage emulators for all tests; each test takes an account of its own and so never meets the data of another. There are several,
/// because one is a single thread whose work on queues grows with all the messages that it ever saw. A test that stops its storage starts
/// one for itself.
/// </summary>
public sealed class Azurite : IAsyncLifetime
{
    private readonly Emulator[] emulators;
    private int taken = -1;

    public Azurite()
        : this("first", "second", "third") { }

    private Azurite(params string[] prefixes) => emulators = [.. prefixes.Select(prefix => new Emulator(600, prefix))];

    /// <inheritdoc cref="Emulator.RepositoryRoot"/>
    public static string RepositoryRoot => Emulator.RepositoryRoot;

    /// <summary>For one test, which may stop it or move its clock.</summary>
    public static Azurite ForOneTest() => new("account");

    /// <inheritdoc cref="Emulator.NewAccount"/>
    public string NewAccount() => emulators[Interlocked.Increment(ref taken) % emulators.Length].NewAccount();

    /// <inheritdoc cref="Emulator.StartAsync"/>
    public Task StartAsync() => Task.WhenAll(emulators.Select(emulator => emulator.StartAsync()));

    /// <inheritdoc cref="Emulator.AdvanceAsync"/>
    public Task AdvanceAsync(TimeSpan time) => Task.WhenAll(emulators.Select(emulator => emulator.AdvanceAsync(time)));

    /// <inheritdoc cref="Emulator.StopAsync"/>
    public Task StopAsync() => Task.WhenAll(emulators.Select(emulator => emulator.StopAsync()));

    async ValueTask IAsyncLifetime.InitializeAsync() => await StartAsync();

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        foreach (var emulator in emulators)
        {
            await emulator.DisposeAsync();
        }
    }
}
