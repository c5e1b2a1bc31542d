using Ghc.Functions.Access;
using Ghc.Functions.Accounts;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Appeals;
using Ghc.Functions.Applications;
using Ghc.Functions.Audit;
using Ghc.Functions.Backups;
using Ghc.Functions.Codes;
using Ghc.Functions.Colors;
using Ghc.Functions.Companions;
using Ghc.Functions.Credentials;
using Ghc.Functions.Explain;
using Ghc.Functions.Families;
using Ghc.Functions.Gates;
using Ghc.Functions.Holders;
using Ghc.Functions.Keys;
using Ghc.Functions.LabResults;
using Ghc.Functions.Measures;
using Ghc.Functions.Passkeys;
using Ghc.Functions.Places;
using Ghc.Functions.Poison;
using Ghc.Functions.Policies;
using Ghc.Functions.Retention;
using Ghc.Functions.Rules;
using Ghc.Functions.Senders;
using Ghc.Functions.SignIn;
using Ghc.Functions.Statistics;
using Ghc.Functions.Sunset;
using Ghc.Functions.SwitchOff;
using Ghc.Functions.Texting;
using Ghc.Platform;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions;

/// <summary>The features of the product, from the ground up: each knows only those before it.</summary>
public static class Features
{
    public static IServiceCollection AddFeatures(this IServiceCollection services, IConfiguration configuration) =>
        services
            .AddPlatform(configuration)
            .AddAudit()
            .AddSunset()
            .AddRules()
            .AddAccountStore()
            .AddTexting()
            .AddSenders()
            .AddHolders()
            .AddAccess()
            .AddPasskeys()
            .AddCredentials()
            .AddColors()
            .AddPlaces()
            .AddCodes()
            .AddLabResults()
            .AddPolicies()
            .AddPoison()
            .AddGates()
            .AddApplications()
            .AddMeasures()
            .AddExplain()
            .AddAppeals()
            .AddAccounts()
            .AddSignIn()
            .AddCompanions()
            .AddFamilies()
            .AddRetention()
            .AddKeys()
            .AddBackups()
            .AddStatistics()
            .AddSwitchOff();
}
