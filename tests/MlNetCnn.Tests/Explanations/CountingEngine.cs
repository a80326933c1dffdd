using System.Reflection;
using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn.Tests.Explanations;

/// <summary>The managed engine, counting how often a network runs.</summary>
internal sealed class CountingEngine : IEngine
{
    private readonly ManagedEngine _engine = new();
    private int _passes;

    public int Passes => _passes;

    public string Name => _engine.Name;

    public string Arithmetic => _engine.Arithmetic;

    public IExecutable Compile(Model model, CompileOptions? options = null)
    {
        var proxy = DispatchProxy.Create<IExecutable, Counting>();
        ((Counting)(object)proxy).Start(_engine.Compile(model, options), () => Interlocked.Increment(ref _passes));
        return proxy;
    }

    /// <summary>Made at run time, so that it must be open.</summary>
    internal class Counting : DispatchProxy
    {
        private IExecutable? _inner;
        private Action? _count;

        public void Start(IExecutable inner, Action count) => (_inner, _count) = (inner, count);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name is nameof(IExecutable.Predict) or nameof(IExecutable.Differentiate)) _count!();
            return targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null);
        }
    }
}
