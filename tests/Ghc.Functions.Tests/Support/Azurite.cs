using Ghc.Functions.Tests.Support;
using Ghc.Storage.Emulation;

[assembly: AssemblyFixture(typeof(Azurite))]

namespace Ghc.Functions.Tests.Support;

/// <summary>
/// A real storage emulator, one for all tests; each test takes an account of its own from it and so never meets the data of another.
/// A test that stops the emulator starts one for itself.
/// </summary>
public sealed class Azurite : IAsyncLifetime
{
    private readonly Emulator emulator = new(1000);

    /// <inheritdoc cref="Emulator.RepositoryRoot"/>
    public static string RepositoryRoot => Emulator.RepositoryRoot;

    /// <inheritdoc cref="Emulator.NewAccount"/>
    public string NewAccount() => emulator.NewAccount();

    /// <inheritdoc cref="Emulator.StartAsync"/>
    public Task StartAsync() => emulator.StartAsync();

    /// <inheritdoc cref="Emulator.AdvanceAsync"/>
    public Task AdvanceAsync(TimeSpan time) => emulator.AdvanceAsync(time);

    /// <inheritdoc cref="Emulator.StopAsync"/>
    public Task StopAsync() => emulator.StopAsync();

    async ValueTask IAsyncLifetime.InitializeAsync() => await StartAsync();

    ValueTask IAsyncDisposable.DisposeAsync() => emulator.DisposeAsync();
}
