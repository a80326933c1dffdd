using System.Runtime.InteropServices;
using MlNetCnn.Conformance.Commands;

using var cancellation = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);

return CommandLine.Run(args, Console.Out, Console.Error, cancellation.Token);

// The first signal ends what is running, the second the program.
void Cancel(PosixSignalContext context)
{
    if (cancellation.IsCancellationRequested) return;
    context.Cancel = true;
    cancellation.Cancel();
}
