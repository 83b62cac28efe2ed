using Aqueduct.Commands;
using Aqueduct.Rendering;

var environment = ProcessEnvironment.Read();
return await CommandLine.RunAsync(
    args,
    [
        ConfigCommand.Create(),
        IdentityCommands.Create(),
        ServeCommand.Create(),
        SetupCommand.Create(),
        StandInCommand.Create(),
        TokenInspectCommand.Create(),
        UpCommand.Create(),
    ],
    new Surroundings(Terminal.OfProcess(environment), environment, Environment.CurrentDirectory));
