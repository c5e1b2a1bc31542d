using Ghc.LocalHost.Tests.Support;
using Ghc.LocalHost.Texts;

namespace Ghc.LocalHost.Tests.Texts;

/// <summary>Who gets the settings of the imitated provider.</summary>
public sealed class SmsSettingsTests(Azurite azurite)
{
    [Theory]
    [InlineData("Sms__Provider")]
    [InlineData("Sms__Endpoint")]
    [InlineData("Sms__AccessKey")]
    public void App_WithAProviderOfItsOwn_KeepsIt(string name)
    {
        var settings = SampleApp.Settings("UseDevelopmentStorage=true");
        settings[name] = "own";

        Assert.Empty(new LocalSms(new Uri("http://localhost:7071"), TimeProvider.System).SettingsFor(SampleApp.Open(settings)));
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
