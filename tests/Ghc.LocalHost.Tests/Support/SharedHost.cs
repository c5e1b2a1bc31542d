namespace Ghc.LocalHost.Tests.Support;

/// <summary>One host for all tests of a class that do not change it.</summary>
public sealed class SharedHost(Azurite azurite) : IAsyncLifetime
{
    private RunningHost? host;

    internal RunningHost Host => host ?? throw new InvalidOperationException("The host has not started.");

    public async ValueTask InitializeAsync() =>
        host = await RunningHost.StartAsync(SampleApp.Settings(azurite.NewAccount()), localTexts: true);

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();
}
