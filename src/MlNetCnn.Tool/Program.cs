using System.Runtime.InteropServices;
using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.Display;

using var cancellation = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);

return CommandLine.Run(args, new Surroundings(Console.Out, Console.Error, Displays.ForThisConsole(), cancellation.Token));

// The first signal lets the run end in good order and keep what it has; the second ends the program.
void Cancel(PosixSignalContext context)
{
    if (cancellation.IsCancellationRequested) return;
    context.Cancel = true;
    cancellation.Cancel();
}
