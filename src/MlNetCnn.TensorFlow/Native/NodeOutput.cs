using System.Runtime.InteropServices;

namespace MlNetCnn.TensorFlow.Native;

/// <summary><c>TF_Output</c>: an output of a node. The operation belongs to its graph, and lives as long.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NodeOutput(nint operation, int index)
{
    public readonly nint Operation = operation;
    public readonly int Index = index;
}
