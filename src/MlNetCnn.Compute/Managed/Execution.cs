using MlNetCnn.Compute.Simd;
using MlNetCnn.Compute.Threading;

namespace MlNetCnn.Compute.Managed;

/// <summary>The body of a parallel loop.</summary>
/// <param name="item">Which item.</param>
/// <param name="scratch">The worker's own scratch.</param>
internal unsafe delegate void LoopBody(int item, float* scratch);

/// <summary>What operations run with: kernels, threads, scratch, and the batch at hand.</summary>
/// <param name="kernels">Kernels.</param>
/// <param name="threads">Threads used at most.</param>
/// <param name="scratch">Scratch of all workers.</param>
/// <param name="scratchPerWorker">Floats of one worker's.</param>
internal sealed unsafe class Execution(Kernels kernels, int threads, float* scratch, nint scratchPerWorker)
{
    /// <summary>Scratch that all workers share; it lies behind theirs.</summary>
    public float* Shared => scratch + threads * scratchPerWorker;

    public Kernels Kernels => kernels;

    public int Threads => threads;

    /// <summary>Elements of the batch (or of the micro-batch).</summary>
    public int Batch { get; init; }

    /// <summary>The training step whose forward pass this is; null in inference mode.</summary>
    public TrainingStep? Training { get; init; }

    /// <summary>What goes back through a relu.</summary>
    public ReluGradient Relu { get; init; }

    /// <summary>Runs the body for 0 .. count - 1 on several threads.</summary>
    public void For(int count, LoopBody body)
    {
        WorkerPool.Shared.Run(count, threads, (item, worker) => body(item, scratch + worker * scratchPerWorker));
    }

    /// <summary>Cuts a long run of values into pieces and handles these on several threads.</summary>
    /// <param name="length">Number of values (or rows).</param>
    /// <param name="piece">Length of a piece; the last may be shorter.</param>
    /// <param name="body">Takes the start and the length.</param>
    public void ForPieces(nint length, int piece, Action<nint, nint> body)
    {
        var pieces = checked((int)((length + piece - 1) / piece));
        WorkerPool.Shared.Run(pieces, threads, (item, _) =>
        {
            var start = (nint)item * piece;
            body(start, Math.Min(piece, length - start));
        });
    }
}
