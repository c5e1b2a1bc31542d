using Ghc.LocalHost.Tests.Support;

namespace Ghc.LocalHost.Tests.Http;

/// <summary>What stands in the settings file is what the app reads.</summary>
public sealed class SettingsTests(Azurite azurite)
{
    [Fact]
    public async Task Settings_UnderAnyName_ReachTheApp()
    {
        var settings = SampleApp.Settings(azurite.NewAccount());
        settings["Section__Member"] = "two underscores";
        settings["With.Dots"] = "dots = 'quoted' \"twice\" $HOME";
        settings["With-Hyphens"] = "hyphens";
        settings["PATH"] = "not this one: environment variables win";
        await using var host = await RunningHost.StartAsync(settings);

        Assert.Equal("two underscores", await host.GetAsync("api/setting?name=Section:Member"));
        Assert.Equal("dots = 'quoted' \"twice\" $HOME", await host.GetAsync("api/setting?name=With.Dots"));
        Assert.Equal("hyphens", await host.GetAsync("api/setting?name=With-Hyphens"));
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), await host.GetAsync("api/setting?name=PATH"));
        Assert.Equal("Development", await host.GetAsync("api/setting?name=AZURE_FUNCTIONS_ENVIRONMENT"));
    }

    [Theory]
    [InlineData("AzureWebJobs.Greet.Disabled", "true")]
    [InlineData("AzureWebJobs_Greet_Disabled", "1")]
    [InlineData("AzureWebJobs__Greet__Disabled", "True")]
    public async Task Function_ThatIsDisabled_IsNotServed(string name, string value)
    {
        var settings = SampleApp.Settings(azurite.NewAccount());
        settings[name] = value;
        await using var host = await RunningHost.StartAsync(settings);

        Assert.Equal("page api/greet/Anna", await host.GetAsync("api/greet/Anna"));
    }

    [Fact]
    public async Task HostJson_CanBeOverridden()
    {
        var settings = SampleApp.Settings(azurite.NewAccount());
        settings["AzureFunctionsJobHost__extensions__http__customHeaders__X-Content-Type-Options"] = "overridden";
        await using var host = await RunningHost.StartAsync(settings);

        using var answer = await host.Client.GetAsync("", TestContext.Current.CancellationToken);
        Assert.Equal("overridden", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }
}
