//! Work of many callers done as one.
//!
//! A transaction for one row costs the database about as much as a transaction for twenty. What is asked while a round is under way waits
//! and goes into the next one: alone on a quiet node, many at once on a busy one, nobody ever waits for a timer.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use crate::error::DbError;

/// Most pieces of work in one round.
const MOST: usize = 64;

/// So many have to wait before a round begins beside another one. A round has its price however small it is.
const WORTH_A_LANE: usize = 8;

/// What one round gives: an answer per piece of work, in its order.
type Round<Answer> = Pin<Box<dyn Future<Output = Vec<Answer>> + Send>>;

/// Gathers work of one kind. Cheap to clone; clones share the rounds.
pub struct Together<Work, Answer> {
    shared: Arc<Shared<Work, Answer>>,
}

struct Shared<Work, Answer> {
    waiting: Mutex<Waiting<Work, Answer>>,
    /// Most rounds at the same time.
    lanes: usize,
    round: Box<dyn Fn(Vec<Work>) -> Round<Answer> + Send + Sync>,
}

struct Waiting<Work, Answer> {
    queue: VecDeque<(Work, oneshot::Sender<Answer>)>,
    /// How many take from the queue.
    running: usize,
}

impl<Work, Answer> Clone for Together<Work, Answer> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared) }
    }
}

impl<Work, Answer> std::fmt::Debug for Together<Work, Answer> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Together").finish_non_exhaustive()
    }
}

impl<Work: Send + 'static, Answer: Send + 'static> Together<Work, Answer> {
    /// Does what is asked with `round`, which must give exactly one answer per piece of work, in the same order. At most `lanes` rounds are
    /// under way at the same time: one keeps rounds large, a second, when enough is waiting, uses the time the first waits for the disk.
    pub fn new<Doing>(lanes: usize, round: impl Fn(Vec<Work>) -> Doing + Send + Sync + 'static) -> Self
    where
        Doing: Future<Output = Vec<Answer>> + Send + 'static,
    {
        let waiting = Mutex::new(Waiting { queue: VecDeque::new(), running: 0 });
        Self { shared: Arc::new(Shared { waiting, lanes, round: Box::new(move |work| Box::pin(round(work))) }) }
    }

    /// Does `work` in one of the next rounds. A round that has begun ends, also when this caller goes away meanwhile.
    ///
    /// # Errors
    /// [`DbError::Unanswered`] when the round broke off: whether the work was done is then not known.
    pub async fn ask(&self, work: Work) -> Result<Answer, DbError> {
        let (sender, answer) = oneshot::channel();
        if self.shared.join(work, sender) {
            tokio::spawn(Arc::clone(&self.shared).rounds());
        }
        answer.await.map_err(|_| DbError::Unanswered)
    }
}

impl<Work: Send + 'static, Answer: Send + 'static> Shared<Work, Answer> {
    fn lock(&self) -> MutexGuard<'_, Waiting<Work, Answer>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts work into the queue; `true` when a lane is free to take from it.
    fn join(&self, work: Work, sender: oneshot::Sender<Answer>) -> bool {
        let mut waiting = self.lock();
        waiting.queue.push_back((work, sender));
        let free = waiting.running == 0 || (waiting.running < self.lanes && waiting.queue.len() >= WORTH_A_LANE);
        waiting.running += usize::from(free);
        free
    }

    /// The next round; with nothing to do the taking ends.
    fn next(&self) -> Option<Vec<(Work, oneshot::Sender<Answer>)>> {
        let mut waiting = self.lock();
        let worth_it = waiting.running == 1 || waiting.queue.len() >= WORTH_A_LANE;
        let size = if worth_it { waiting.queue.len().min(MOST) } else { 0 };
        waiting.running -= usize::from(size == 0);
        (size > 0).then(|| waiting.queue.drain(..size).collect())
    }

    async fn rounds(self: Arc<Self>) {
        let mut taking = Taking(Some(&self));
        // Whoever is ready to ask at this moment comes along.
        tokio::task::yield_now().await;
        while let Some(asked) = self.next() {
            let (work, senders): (Vec<Work>, Vec<_>) = asked.into_iter().unzip();
            for (sender, answer) in senders.into_iter().zip((self.round)(work).await) {
                // Whoever asked may have gone away; the work is done all the same.
                let _ = sender.send(answer);
            }
        }
        taking.0 = None;
    }
}

/// Gives the queue up when a round breaks off, so that the next caller begins anew.
struct Taking<'a, Work: Send + 'static, Answer: Send + 'static>(Option<&'a Shared<Work, Answer>>);

impl<Work: Send + 'static, Answer: Send + 'static> Drop for Taking<'_, Work, Answer> {
    fn drop(&mut self) {
        if let Some(shared) = self.0 {
            let mut waiting = shared.lock();
            waiting.running -= 1;
            waiting.queue.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn what_arrives_during_a_round_goes_together_in_the_next() {
        let rounds = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&rounds);
        let doubling = Together::new(1, move |work: Vec<usize>| {
            counted.fetch_add(1, Ordering::Relaxed);
            async move {
                tokio::task::yield_now().await;
                work.into_iter().map(|number| number * 2).collect()
            }
        });
        let asked = (0..1000).map(|number| {
            let doubling = doubling.clone();
            tokio::spawn(async move { doubling.ask(number).await.unwrap() })
        });
        for (number, answer) in asked.collect::<Vec<_>>().into_iter().enumerate() {
            assert_eq!(answer.await.unwrap(), number * 2);
        }
        let rounds = rounds.load(Ordering::Relaxed);
        assert!((1000 / MOST..200).contains(&rounds), "{rounds} rounds");
    }

    /// How many rounds are under way when `callers` ask while one is, and none can end.
    async fn rounds_under_way(lanes: usize, callers: usize) -> usize {
        let (begun, gate) = (Arc::new(AtomicUsize::new(0)), Arc::new(tokio::sync::Semaphore::new(0)));
        let (counted, closed) = (Arc::clone(&begun), Arc::clone(&gate));
        let gathered = Together::new(lanes, move |work: Vec<usize>| {
            let (begun, gate) = (Arc::clone(&counted), Arc::clone(&closed));
            async move {
                begun.fetch_add(1, Ordering::Relaxed);
                drop(gate.acquire().await);
                work
            }
        });
        let mut asked = Vec::new();
        for number in 0..=callers {
            let gathered = gathered.clone();
            asked.push(tokio::spawn(async move { gathered.ask(number).await }));
            // The first is under way before the others come.
            while begun.load(Ordering::Relaxed) == 0 {
                tokio::task::yield_now().await;
            }
        }
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        let under_way = begun.load(Ordering::Relaxed);
        gate.close();
        for answer in asked {
            answer.await.unwrap().unwrap();
        }
        under_way
    }

    #[tokio::test]
    async fn a_second_round_runs_beside_the_first_only_when_enough_is_waiting() {
        assert_eq!(rounds_under_way(2, WORTH_A_LANE - 1).await, 1);
        assert_eq!(rounds_under_way(2, WORTH_A_LANE).await, 2);
        assert_eq!(rounds_under_way(2, 10 * MOST).await, 2);
        assert_eq!(rounds_under_way(1, 10 * MOST).await, 1);
    }

    #[tokio::test]
    async fn a_round_that_breaks_off_says_so_and_the_next_goes_on() {
        let fragile = Together::new(1, |work: Vec<bool>| async move {
            assert!(!work.contains(&true), "a fault in a round");
            work
        });
        assert!(matches!(fragile.ask(true).await, Err(DbError::Unanswered)));
        assert!(!fragile.ask(false).await.unwrap());
    }

    #[tokio::test]
    async fn a_caller_that_goes_away_stops_nobody() {
        let slow = Together::new(1, |work: Vec<u8>| async move {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            work
        });
        let impatient = tokio::time::timeout(std::time::Duration::from_millis(1), slow.ask(1));
        assert!(impatient.await.is_err());
        assert_eq!(slow.ask(2).await.unwrap(), 2);
    }
}
