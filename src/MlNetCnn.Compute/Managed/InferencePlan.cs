using MlNetCnn.Compute.Memory;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Keras.Flat;

namespace MlNetCnn.Compute.Managed;

/// <summary>
/// Steps in inference mode over memory that is planned once. The steps form stages: shallow layers, whose pictures are large, run a few elements at a time so that
/// values stay in the cache; deep layers, whose weights are large, run many at a time so that weights are read once. Concurrent runs have memory of their own.
/// </summary>
internal sealed unsafe class InferencePlan : IDisposable
{
    /// <summary>Floats that the values between two stages may take together: 256 MiB. More elements run one portion after the other.</summary>
    private const long FloatsBetweenStagesAtMost = 64L << 20;
    private readonly List<Step> _all;
    private readonly List<Step> _steps;
    private readonly GraphValue[] _inputs;
    private readonly GraphValue[] _outputs;
    private readonly Dictionary<GraphValue, int> _index = [];
    private readonly int[] _roots;
    private readonly nint[] _between;
    private readonly int[] _outputPlaces;
    private readonly ArenaLayout _betweenStages = new();
    private readonly List<InferenceStage> _stages;
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

        // A value that is wanted is written where it is wanted.
        _outputPlaces = new int[_index.Count];
        Array.Fill(_outputPlaces, -1);
        for (var o = outputs.Length - 1; o >= 0; o--)
        {
            var root = _roots[_index[outputs[o]]];
            if (root >= inputs.Length) _outputPlaces[root] = o;
        }

        _between = new nint[_index.Count];
        Array.Fill(_between, -1);
        _stages = InferenceStage.Cut(_steps);
        PlaceValues();
        _scratch = (_steps.Count == 0 ? 0 : _steps.Max(s => s.Operation.Scratch) + 15) / 16 * 16;
    }

    /// <summary>Steps that run; fewer than layers, since some are folded in.</summary>
    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>The stages, for tests.</summary>
    public IReadOnlyList<InferenceStage> Stages => _stages;

    /// <summary>Takes over weights that changed.</summary>
    public void Refresh()
    {
        foreach (var step in _all) step.Operation.Refresh(_threads);
    }

    /// <summary>Runs a batch.</summary>
    /// <param name="inputs">The inputs' values.</param>
    /// <param name="outputs">Where the outputs' values go.</param>
    /// <param name="batch">Elements.</param>
    /// <param name="cancellation">Looked at between micro-batches.</param>
    public void Run(float*[] inputs, float*[] outputs, int batch, CancellationToken cancellation)
    {
        var portion = (int)Math.Clamp(FloatsBetweenStagesAtMost / Math.Max(1, _betweenStages.Size), 1, batch);
        long arena = 0, shared = 0;
        foreach (var stage in _stages)
        {
            var micro = stage.MicroBatch(portion);
            arena = Math.Max(arena, stage.Arena.Size * micro);
            foreach (var step in stage.Steps) shared = Math.Max(shared, step.Operation.SharedScratch(micro));
        }

        var memory = _pool.Rent(_betweenStages.Size * portion + arena + _scratch * _threads + shared);
        try
        {
            for (var first = 0; first < batch; first += portion)
                RunPortion(new Portion(inputs, outputs, first, Math.Min(portion, batch - first), portion, memory.Pointer, arena), cancellation);
        }
        finally
        {
            _pool.Return(memory);
        }

        for (var o = 0; o < outputs.Length; o++)
        {
            // The same value twice, or an input as it is.
            var root = _roots[_index[_outputs[o]]];
            var source = root < _inputs.Length ? inputs[root] : outputs[_outputPlaces[root]];
            var bytes = _outputs[o].Count * batch * sizeof(float);
            if (source != outputs[o]) Buffer.MemoryCopy(source, outputs[o], bytes, bytes);
        }
    }

    public void Dispose()
    {
        foreach (var step in _all) step.Operation.Dispose();
        _pool.Dispose();
    }

    private void RunPortion(in Portion portion, CancellationToken cancellation)
    {
        var arena = portion.Memory + _betweenStages.Size * portion.Room;
        var scratch = arena + portion.Arena;
        var values = new float*[_index.Count];
        foreach (var stage in _stages)
        {
            var micro = stage.MicroBatch(portion.Count);
            for (var first = 0; first < portion.Count; first += micro)
            {
                cancellation.ThrowIfCancellationRequested();
                var run = new Execution(_kernels, _threads, scratch, (nint)_scratch) { Batch = Math.Min(micro, portion.Count - first) };
                foreach (var value in stage.Values)
                {
                    var v = _index[value];
                    var root = _roots[v];
                    values[v] = root < _inputs.Length ? portion.Inputs[root] + (portion.First + first) * _inputs[root].Count
                        : _outputPlaces[root] is >= 0 and var o ? portion.Outputs[o] + (portion.First + first) * value.Count
                        : _between[root] >= 0 ? portion.Memory + _between[root] * portion.Room + first * value.Count
                        : arena + stage.Offsets[root] * run.Batch;
                }

                foreach (var step in stage.Steps)
                {
                    if (step.Operation.IsView) continue;
                    var arguments = new float*[step.Inputs.Length];
                    for (var i = 0; i < arguments.Length; i++) arguments[i] = values[_index[step.Inputs[i]]];
                    StepClock.Start();
                    step.Operation.Forward(run, arguments, values[_index[step.Output]]);
                    StepClock.Stop(step.Operation, "forward");
                }
            }
        }
    }

    private void PlaceValues()
    {
        // First and last stage and, within a stage, last step that reads each value.
        var lastStage = new int[_index.Count];
        for (var s = 0; s < _stages.Count; s++)
            foreach (var value in _stages[s].Values) lastStage[_roots[_index[value]]] = s;
        for (var s = 0; s < _stages.Count; s++)
        {
            var stage = _stages[s];
            var lastUse = new Dictionary<int, int>();
            for (var i = 0; i < stage.Steps.Count; i++)
            {
                lastUse[_roots[_index[stage.Steps[i].Output]]] = i;
                foreach (var input in stage.Steps[i].Inputs) lastUse[_roots[_index[input]]] = i;
            }

            for (var i = 0; i < stage.Steps.Count; i++)
            {
                var value = stage.Steps[i].Output;
                var v = _index[value];
                if (_roots[v] != v || v < _inputs.Length || _outputPlaces[v] >= 0) continue;
                if (lastStage[v] > s) _between[v] = _betweenStages.Place(value.Count, s, lastStage[v]);
                else stage.Offsets[v] = stage.Arena.Place(value.Count, i, lastUse[v]);
            }
        }
    }

    /// <summary>Elements of a batch that run together.</summary>
    /// <param name="inputs">The batch's inputs.</param>
    /// <param name="outputs">The batch's outputs.</param>
    /// <param name="first">First element.</param>
    /// <param name="count">Elements.</param>
    /// <param name="room">Elements that the memory between stages is for.</param>
    /// <param name="memory">Values between stages, then a stage's arena, then scratch.</param>
    /// <param name="arena">Floats of the arena.</param>
    private readonly struct Portion(float*[] inputs, float*[] outputs, int first, int count, int room, float* memory, long arena)
    {
        public float*[] Inputs => inputs;

        public float*[] Outputs => outputs;

        public int First => first;

        public int Count => count;

        public int Room => room;

        public float* Memory => memory;

        public nint Arena => (nint)arena;
    }
}
