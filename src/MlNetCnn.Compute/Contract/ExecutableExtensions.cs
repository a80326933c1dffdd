namespace MlNetCnn.Compute;

/// <summary>Short forms of what an executable does.</summary>
public static class ExecutableExtensions
{
    extension(IExecutable executable)
    {
        /// <summary>Gradient of a scalar of the first output whose derivative is known before the output is: see <see cref="IExecutable.Differentiate"/>.</summary>
        /// <param name="inputs">One tensor per input.</param>
        /// <param name="outputGradient">Derivative of the scalar by each value of the first output, e.g. one-hot rows for a class's score.</param>
        /// <param name="withRespectTo">As <see cref="GradientQuery.WithRespectTo"/>.</param>
        /// <param name="training">As <see cref="GradientQuery.Training"/>.</param>
        /// <returns>One tensor per name.</returns>
        public IReadOnlyList<Tensor> Gradient(IReadOnlyList<Tensor> inputs, Tensor outputGradient, IReadOnlyList<string> withRespectTo, bool training = false)
        {
            ArgumentNullException.ThrowIfNull(executable);
            ArgumentNullException.ThrowIfNull(outputGradient);
            return executable.Differentiate(inputs, _ => outputGradient, new GradientQuery { WithRespectTo = withRespectTo, Training = training }).Gradients;
        }
    }
}
