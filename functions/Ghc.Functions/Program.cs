using Ghc.Functions;
using Ghc.Functions.Sunset;
using Ghc.Platform.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.UseMiddleware<InvocationMiddleware>();
builder.UseMiddleware<QueueMessageMiddleware>();
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<FrontDoorMiddleware>();
builder.UseMiddleware<SunsetMiddleware>();
builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
builder.Services.AddFeatures(builder.Configuration).AddWorkerHosting();
builder.Build().Run();
