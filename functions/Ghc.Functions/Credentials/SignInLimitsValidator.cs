using Ghc.Domain.Accounts;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Credentials;

/// <summary>Here, because the domain knows no options (docs/adr/0005).</summary>
[OptionsValidator]
public sealed partial class SignInLimitsValidator : IValidateOptions<SignInLimits>;
