using MlNetCnn.Compute;
using MlNetCnn.Compute.Simd;
using MlNetCnn.TensorFlow;
using MlNetCnn.TensorFlow.Interpreter;
using MlNetCnn.TensorFlow.Native;

namespace MlNetCnn.Conformance.Engines;

/// <summary>All engines there are, those that start here and those that do not.</summary>
internal static class Contenders
{
    /// <summary>The managed engine as it is used.</summary>
    public const string Managed = "managed";

    /// <summary>Graphs run by the tests' interpreter.</summary>
    public const string Interpreted = "interpreted";

    /// <summary>TensorFlow on the CPU.</summary>
    public const string Cpu = "tensorflow-cpu";

    /// <summary>TensorFlow on a GPU.</summary>
    public const string Gpu = "tensorflow-gpu";

    /// <summary>Float32 sums in another order: the issue's bar.</summary>
    public const double Tolerance = 1e-4;

    /// <summary>GPUs since Ampere multiply in TF32, with 11 bits, where nobody forbids it: each product is wrong by up to 5e-4, what deep nets make of it by several times that.</summary>
    public const double Tf32Tolerance = 1e-2;

    /// <summary>Forbids TF32 in all NVIDIA libraries when it is 0.</summary>
    public const string Tf32Variable = "NVIDIA_TF32_OVERRIDE";

    /// <summary>The managed engine with exact sums, which all are compared with.</summary>
    public static Contender Reference { get; } = new("reference") { Engine = new ManagedEngine(), Precise = true, Description = "the managed engine with exact sums" };

    /// <summary>Finds them.</summary>
    /// <param name="library">TensorFlow's library, or a folder that holds it; null to look for it.</param>
    public static IReadOnlyList<Contender> Find(string? library)
    {
        var managed = new ManagedEngine();
        var cpu = TensorFlow(Cpu, new TensorFlowOptions { Library = library, UseGpu = false });
        return
        [
            new(Managed) { Engine = managed, Tolerance = Tolerance, Description = $"{managed.Arithmetic}, {SimdLevels.Best}, {Environment.ProcessorCount} threads" },
            new("managed-portable") { Engine = new ManagedEngine(SimdLevel.Portable), Threads = 3, Description = $"{managed.Arithmetic}, 128-bit vectors, 3 threads: must equal {Managed} bit for bit" },
            InterpretedGraphs(),
            cpu,
            cpu.Engine is null ? new(Gpu) { Absent = $"see {Cpu}" } : TensorFlow(Gpu, new TensorFlowOptions { Library = library, FallbackToCpu = false }),
        ];
    }

    private static Contender InterpretedGraphs()
    {
        var sessions = 0;
        return new(Interpreted)
        {
            Engine = new TensorFlowEngine(Open),
            Open = Open,
            LoadSavedModel = Load,
            Tolerance = Tolerance,
            Description = "the TensorFlow engine, its graphs run by the interpreter of this project's tests, in double precision; shows that the graphs are right, nothing about TensorFlow's kernels",
        };

        // Independent nodes run in another order in each; what TensorFlow computes on GPUs alone is refused.
        InterpretedSession Open() => new(new InterpreterOptions { Seed = Interlocked.Increment(ref sessions), LikeCpu = true });

        InterpretedSession Load(string folder)
        {
            var session = Open();
            session.Extend(GraphDef.Load(Path.Combine(folder, "saved_model.pb")));
            return session;
        }
    }

    private static Contender TensorFlow(string name, TensorFlowOptions options)
    {
        try
        {
            var engine = new TensorFlowEngine(options);
            var runtime = engine.Runtime!;
            var tf32 = options.UseGpu && Environment.GetEnvironmentVariable(Tf32Variable) != "0";
            return new(name)
            {
                Engine = engine,
                Open = () => GraphSession.Open(runtime, options),
                LoadSavedModel = folder => GraphSession.LoadSavedModel(runtime, options, folder, "serve"),
                Tolerance = tf32 ? Tf32Tolerance : Tolerance,
                Description = $"{runtime}: {string.Join(", ", engine.Devices.Select(d => d.Name))}{(tf32 ? $"; TF32 is not forbidden ({Tf32Variable}=0 does)" : "")}",
            };
        }
        catch (TensorFlowException e)
        {
            return new(name) { Absent = e.Message };
        }
    }
}
