using Aqueduct.Commands;
using Aqueduct.Rendering;

var environment = ProcessEnvironment.Read();
return await CommandLine.RunAsync(
    args,
    [
        ConfigCommand.Create(),
        StandInCommand.Create(),
    ],
    new Surroundings(Terminal.OfProcess(environment), environment, Environment.CurrentDirectory));
