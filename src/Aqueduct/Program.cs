using Aqueduct.Commands;
using Aqueduct.Rendering;

var environment = ProcessEnvironment.Read();
return await CommandLine.RunAsync(
    args, AllCommands.Create(), new Surroundings(Terminal.OfProcess(environment), environment, Environment.CurrentDirectory));
