using Ghc.Functions;
using Ghc.Platform.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.UseMiddleware<InvocationMiddleware>();
builder.UseMiddleware<QueueMessageMiddleware>();
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<FrontDoorMiddleware>();
builder.Services.AddFeatures(builder.Configuration).AddWorkerHosting();
builder.Build().Run();
