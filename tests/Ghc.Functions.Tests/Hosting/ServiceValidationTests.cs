using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Hosting;

/// <summary>A registration that cannot work stops the app at its start, not at the first request that needs it.</summary>
public sealed class ServiceValidationTests(Azurite azurite)
{
    [Fact]
    public async Task Service_WithoutWhatItNeeds_StopsTheApp()
    {
        await using var app = new GhcApp(azurite);

        Assert.Contains(nameof(NotThere), Start(app, services => services.AddSingleton<NeedsWhatIsNotThere>()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Singleton_ThatHoldsAScopedService_StopsTheApp()
    {
        await using var app = new GhcApp(azurite);

        Assert.Contains(
            "scoped",
            Start(app, services => services.AddScoped<NotThere>().AddSingleton<NeedsWhatIsNotThere>()),
            StringComparison.Ordinal
        );
    }

    private static string Start(GhcApp app, Action<IServiceCollection> add)
    {
        using var planted = app.WithWebHostBuilder(builder => builder.ConfigureServices(add));
        return Assert.ThrowsAny<Exception>(() => planted.Services).ToString();
    }

    private sealed class NotThere;

    private sealed class NeedsWhatIsNotThere(NotThere need)
    {
        public NotThere Need => need;
    }
}
