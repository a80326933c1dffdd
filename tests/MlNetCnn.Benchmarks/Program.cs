using System.Runtime.InteropServices;
using MlNetCnn.Benchmarks.Commands;

using var cancellation = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);

return CommandLine.Run(args, Console.Out, Console.Error, cancellation.Token);

// The first signal ends the process that is measured and the run; the second the program.
void Cancel(PosixSignalContext context)
{
    if (cancellation.IsCancellationRequested) return;
    context.Cancel = true;
    cancellation.Cancel();
}
