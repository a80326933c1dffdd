using MlNetCnn.Compute.Memory;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Managed;

/// <summary>
/// Steps in inference mode over an arena that is planned once. A batch runs in micro-batches, so that memory is bounded; concurrent runs have an arena each.
/// </summary>
internal sealed unsafe class InferencePlan : IDisposable
{
    private const long ArenaFloatsAtMost = 4L << 20; // 16 MiB
    private readonly List<Step> _all;
    private readonly List<Step> _steps;
    private readonly GraphValue[] _inputs;
    private readonly GraphValue[] _outputs;
    private readonly Dictionary<GraphValue, int> _index = [];
    private readonly nint[] _offsets;
    private readonly int[] _roots;
    private readonly ArenaLayout _arena = new();
    private readonly BufferPool _pool = new();
    private readonly Kernels _kernels;
    private readonly int _threads;
    private readonly long _scratch;

    /// <summary>Plans.</summary>
    /// <param name="steps">What to run, in order; the plan disposes of them.</param>
    /// <param name="inputs">What comes from outside.</param>
    /// <param name="outputs">What is wanted.</param>
    /// <param name="kernels">Kernels.</param>
    /// <param name="threads">Threads used at most.</param>
    public InferencePlan(List<Step> steps, GraphValue[] inputs, GraphValue[] outputs, Kernels kernels, int threads)
    {
        (_all, _inputs, _outputs, _kernels, _threads) = (steps, inputs, outputs, kernels, threads);
        _steps = Fusion.Fold(steps, outputs);
        foreach (var input in inputs) _index.TryAdd(input, _index.Count);
        foreach (var step in _steps) _index.TryAdd(step.Output, _index.Count);

        _roots = [.. Enumerable.Range(0, _index.Count)];
        foreach (var step in _steps)
            if (step.Operation.IsView) _roots[_index[step.Output]] = _roots[_index[step.Inputs[0]]];

        _offsets = new nint[_index.Count];
        PlaceValues();
        _scratch = WholeVectors(_steps.Count == 0 ? 0 : _steps.Max(s => s.Operation.Scratch));
    }

    /// <summary>Steps that run; fewer than layers, since some are folded in.</summary>
    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>Takes over weights that changed.</summary>
    public void Refresh()
    {
        foreach (var step in _all) step.Operation.Refresh(_threads);
    }

    /// <summary>Elements that run together: as many as the arena's limit allows.</summary>
    public int MicroBatch(int batch) => (int)Math.Clamp(ArenaFloatsAtMost / Math.Max(1, _arena.Size), 1, batch);

    /// <summary>Runs a batch.</summary>
    /// <param name="inputs">The inputs' values.</param>
    /// <param name="outputs">Where the outputs' values go.</param>
    /// <param name="batch">Elements.</param>
    /// <param name="cancellation">Looked at between micro-batches.</param>
    public void Run(float*[] inputs, float*[] outputs, int batch, CancellationToken cancellation)
    {
        var micro = MicroBatch(batch);
        var shared = _steps.Count == 0 ? 0 : _steps.Max(s => s.Operation.SharedScratch(micro));
        var arena = _pool.Rent(_arena.Size * micro + _scratch * _threads + shared);
        try
        {
            for (var first = 0; first < batch; first += micro)
            {
                cancellation.ThrowIfCancellationRequested();
                RunMicroBatch(inputs, outputs, first, Math.Min(micro, batch - first), arena.Pointer);
            }
        }
        finally
        {
            _pool.Return(arena);
        }
    }

    public void Dispose()
    {
        foreach (var step in _all) step.Operation.Dispose();
        _pool.Dispose();
    }

    private static long WholeVectors(long count) => (count + 15) / 16 * 16;

    private void RunMicroBatch(float*[] inputs, float*[] outputs, int first, int count, float* arena)
    {
        var scratch = arena + _arena.Size * count;
        var run = new Execution(_kernels, _threads, scratch, (nint)_scratch) { Batch = count };
        var values = new float*[_index.Count];
        for (var v = 0; v < values.Length; v++)
        {
            var root = _roots[v];
            values[v] = root < _inputs.Length ? inputs[root] + first * _inputs[root].Count : arena + _offsets[root] * count;
        }

        foreach (var step in _steps)
        {
            if (step.Operation.IsView) continue;
            var arguments = new float*[step.Inputs.Length];
            for (var i = 0; i < arguments.Length; i++) arguments[i] = values[_index[step.Inputs[i]]];
            step.Operation.Forward(run, arguments, values[_index[step.Output]]);
        }

        for (var o = 0; o < outputs.Length; o++)
        {
            var bytes = _outputs[o].Count * count * sizeof(float);
            Buffer.MemoryCopy(values[_index[_outputs[o]]], outputs[o] + first * _outputs[o].Count, bytes, bytes);
        }
    }

    private void PlaceValues()
    {
        var lastUse = new int[_index.Count];
        for (var s = 0; s < _steps.Count; s++)
        {
            lastUse[_roots[_index[_steps[s].Output]]] = s;
            foreach (var input in _steps[s].Inputs) lastUse[_roots[_index[input]]] = s;
        }

        foreach (var output in _outputs) lastUse[_roots[_index[output]]] = int.MaxValue;
        for (var s = 0; s < _steps.Count; s++)
        {
            var v = _index[_steps[s].Output];
            if (_roots[v] == v && v >= _inputs.Length) _offsets[v] = _arena.Place(_steps[s].Output.Count, s, lastUse[v]);
        }
    }
}
