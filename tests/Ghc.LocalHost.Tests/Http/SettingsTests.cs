using Ghc.LocalHost.Tests.Support;

namespace Ghc.LocalHost.Tests.Http;

/// <summary>What stands in the settings file is what the app reads.</summary>
public sealed class SettingsTests(Azurite azurite)
{
    [Fact]
    public async Task Settings_UnderAnyName_ReachTheApp_AndItsDisabledFunctionsAreNotServed()
    {
        var settings = SampleApp.Settings(azurite.NewAccount());
        settings["Section__Member"] = "two underscores";
        settings["With.Dots"] = "dots = 'quoted' \"twice\" $HOME";
        settings["With-Hyphens"] = "hyphens";
        settings["AzureWebJobs.Greet.Disabled"] = "true";
        settings["PATH"] = "not this one: environment variables win";
        await using var host = await RunningHost.StartAsync(settings);

        Assert.Equal("two underscores", await host.GetAsync("api/setting?name=Section:Member"));
        Assert.Equal("dots = 'quoted' \"twice\" $HOME", await host.GetAsync("api/setting?name=With.Dots"));
        Assert.Equal("hyphens", await host.GetAsync("api/setting?name=With-Hyphens"));
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), await host.GetAsync("api/setting?name=PATH"));
        Assert.Equal("page api/greet/Anna", await host.GetAsync("api/greet/Anna"));
        Assert.Equal("Development", await host.GetAsync("api/setting?name=AZURE_FUNCTIONS_ENVIRONMENT"));
    }

    [Theory]
    [InlineData("AzureWebJobs.Greet.Disabled", "true")]
    [InlineData("AzureWebJobs_Greet_Disabled", "1")]
    [InlineData("AzureWebJobs__Greet__Disabled", "True")]
    public void Function_ThatIsDisabled_IsLeftOut(string name, string value)
    {
        var settings = SampleApp.Settings("UseDevelopmentStorage=true");
        settings[name] = value;
        var app = SampleApp.Open(settings);

        Assert.Equal("Greet", Assert.Single(app.Disabled).Name);
        Assert.DoesNotContain(app.Functions, function => function.Name == "Greet");
    }

    [Theory]
    [InlineData("AzureWebJobs.Greet.Disabled", "false")]
    [InlineData("AzureWebJobs.Greet.Disabled", "0")]
    [InlineData("AzureWebJobs.Gree.Disabled", "true")]
    public void Function_ThatIsNotDisabled_IsKept(string name, string value)
    {
        var settings = SampleApp.Settings("UseDevelopmentStorage=true");
        settings[name] = value;

        Assert.Empty(SampleApp.Open(settings).Disabled);
    }

    [Theory]
    [InlineData("routePrefix", "")]
    [InlineData("functionTimeout", "00:00:05")]
    [InlineData("X-Content-Type-Options", "nosniff")]
    [InlineData("routePrefix", "v1", "extensions__http__routePrefix", "v1")]
    [InlineData("functionTimeout", "00:00:07", "functionTimeout", "00:00:07")]
    [InlineData("functionTimeout", "", "functionTimeout", "-1")]
    [InlineData("X-Content-Type-Options", "other", "extensions:http:customHeaders:X-Content-Type-Options", "other")]
    public void HostJson_IsRead_AndCanBeOverridden(string what, string expected, string? name = null, string? value = null)
    {
        var settings = SampleApp.Settings("UseDevelopmentStorage=true");
        if (name is not null)
        {
            settings[$"AzureFunctionsJobHost__{name.Replace(":", "__", StringComparison.Ordinal)}"] = value!;
        }

        var host = SampleApp.Open(settings).Host;

        Assert.Equal(
            expected,
            what switch
            {
                "routePrefix" => host.RoutePrefix,
                "functionTimeout" => host.FunctionTimeout?.ToString() ?? "",
                _ => host.CustomHeaders[what],
            }
        );
    }
}
