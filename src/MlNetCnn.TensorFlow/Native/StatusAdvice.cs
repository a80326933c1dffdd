namespace MlNetCnn.TensorFlow.Native;

/// <summary>What to do about TensorFlow's commonest errors, whose messages tell of its inside only.</summary>
internal static class StatusAdvice
{
    /// <summary>A sentence, led by a blank; empty for none.</summary>
    public static string Of(TensorFlowStatus status, string message) => (status, message) switch
    {
        (TensorFlowStatus.ResourceExhausted, _) =>
            $" The device's memory is used up: take a smaller batch, leave {nameof(TensorFlowOptions)}.{nameof(TensorFlowOptions.AllowGrowth)} on, or end what else uses the GPU.",
        (TensorFlowStatus.NotFound, _) when message.Contains("Op type not registered", StringComparison.Ordinal) =>
            " This TensorFlow does not know an operation of the graph: it is older than the operation, or was built without it.",
        (TensorFlowStatus.NotFound, _) when message.Contains("No session factory", StringComparison.Ordinal) =>
            $" This library was built without what {nameof(TensorFlowOptions)}.{nameof(TensorFlowOptions.Target)} asks for; libtensorflow_cc.so.2 of TensorFlow's Python wheel has gRPC.",
        (TensorFlowStatus.AlreadyExists, _) when message.Contains("mapped to multiple", StringComparison.Ordinal) =>
            $" Another session of this process uses another GPU: give all the same {nameof(TensorFlowOptions)}.{nameof(TensorFlowOptions.GpuDeviceId)}, or let the variable CUDA_VISIBLE_DEVICES choose.",
        (TensorFlowStatus.Unimplemented, _) =>
            $" TensorFlow has no kernel for that on the device: {nameof(TensorFlowOptions)}.{nameof(TensorFlowOptions.UseGpu)} = false computes on the CPU.",
        (TensorFlowStatus.FailedPrecondition, _) => " Most often a variable was read before it was given a value.",
        (TensorFlowStatus.Unavailable, _) => $" Is the server that {nameof(TensorFlowOptions)}.{nameof(TensorFlowOptions.Target)} names up?",
        (TensorFlowStatus.Internal or TensorFlowStatus.Unknown, _) when message.Contains("cudnn", StringComparison.OrdinalIgnoreCase) || message.Contains("convolution algorithm", StringComparison.Ordinal) =>
            $" cuDNN did not start: its version must fit this TensorFlow's ({Install.LinuxGpu} takes {Install.Cuda}), and the GPU needs free memory.",
        _ => "",
    };
}
