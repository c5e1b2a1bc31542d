using Ghc.LocalHost;

return await HostCommand.RunAsync(args, Console.Out, Console.Error);
