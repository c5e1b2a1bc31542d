using Ghc.LocalHost.Tests.Support;
using Ghc.Storage.Emulation;

[assembly: AssemblyFixture(typeof(Azurite))]

namespace Ghc.LocalHost.Tests.Support;

/// <summary>A real storage emulator for all tests, with an account for each.</summary>
public sealed class Azurite : IAsyncLifetime
{
    private readonly Emulator emulator = new(100);

    public string NewAccount() => emulator.NewAccount();

    async ValueTask IAsyncLifetime.InitializeAsync() => await emulator.StartAsync();

    ValueTask IAsyncDisposable.DisposeAsync() => emulator.DisposeAsync();
}
