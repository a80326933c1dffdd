using System.Collections.Frozen;
using System.Reflection;

namespace MlNetCnn.TensorFlow.Interpreter;

/// <summary>All operations that can be executed, found by <see cref="KernelAttribute"/>.</summary>
internal static class KernelTable
{
    private static readonly FrozenDictionary<string, Kernel> Kernels = typeof(KernelTable).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .SelectMany(method => method.GetCustomAttributes<KernelAttribute>().Select(mark => new Kernel(OpDefinition.Parse(mark), method.CreateDelegate<Func<KernelCall, Tensor[]>>(), mark.Stateful)))
        .ToFrozenDictionary(kernel => kernel.Definition.Name, StringComparer.Ordinal);

    /// <summary>Names of all operations.</summary>
    public static IReadOnlyCollection<string> Known => Kernels.Keys;

    /// <exception cref="TensorFlowException">There is none.</exception>
    public static Kernel Find(string op) => Kernels.TryGetValue(op, out var kernel)
        ? kernel
        : throw new TensorFlowException(
            $"Op type not registered '{op}' in binary running on interpreter. Make sure the Op and Kernel are registered in the binary running in this process.", TensorFlowStatus.NotFound);
}
