using Ghc.LocalHost.Tests.Support;

namespace Ghc.LocalHost.Tests.Texts;

/// <summary>Who gets the settings of the imitated provider.</summary>
public sealed class SmsSettingsTests(Azurite azurite)
{
    [Theory]
    [InlineData("Sms__Provider")]
    [InlineData("Sms__Endpoint")]
    [InlineData("Sms__AccessKey")]
    public async Task App_WithSettingsOfItsOwn_KeepsThemAlone(string name)
    {
        var settings = SampleApp.Settings(azurite.NewAccount());
        settings[name] = "own";
        await using var host = await RunningHost.StartAsync(settings, localTexts: true);

        foreach (var each in new[] { "Sms__Provider", "Sms__Endpoint", "Sms__AccessKey" })
        {
            Assert.Equal(each == name ? "own" : "", await host.GetAsync($"api/setting?name={each.Replace("__", ":", StringComparison.Ordinal)}"));
        }
    }

    [Fact]
    public async Task Host_WithoutLocalTexts_GivesNoSettingsAndListsNothing()
    {
        await using var host = await RunningHost.StartAsync(SampleApp.Settings(azurite.NewAccount()));

        Assert.Equal("", await host.GetAsync("api/setting?name=Sms:Provider"));
        Assert.Equal("", await host.GetAsync("api/setting?name=Site:Url"));
        Assert.Equal("page local/sms", await host.GetAsync("local/sms"));
    }
}
